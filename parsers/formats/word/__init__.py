"""Word's formats, which all become one package of XML parts: .docx and its kin, flat XML, .doc and .rtf through a converter."""
