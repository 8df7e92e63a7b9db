namespace Portal.Business.Documents;

/// <summary>Texts of documents (DocumentsText.resx), in the language of the document and not of the user.</summary>
public sealed class DocumentsText;
