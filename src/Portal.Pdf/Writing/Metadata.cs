using System.Globalization;
using System.Text;
using System.Xml;

namespace Portal.Pdf.Writing;

/// <summary>Title, author and date, twice: as PDF has them (Info) and as archives want them (XMP).</summary>
internal static class Metadata
{
    private const string Producer = "Portal.Pdf";

    public static void WriteInformation(PdfBuffer entry, PdfDocument document)
    {
        entry.Raw("<</Title"u8).ReadableText(document.Title);
        Write("/Author", document.Author);
        Write("/Subject", document.Subject);
        Write("/Keywords", document.Keywords);
        Write("/Creator", document.Creator);
        Write("/Producer", Producer);
        string date = "(" + InformationDate(document.CreatedAt) + ")";
        entry.Raw("/CreationDate"u8).Text(date).Raw("/ModDate"u8).Text(date).Raw(">>"u8);

        void Write(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                entry.Text(name).ReadableText(value);
            }
        }
    }

    public static byte[] Xmp(PdfDocument document)
    {
        string date = document.CreatedAt.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        StringBuilder xmp = new(1024);
        xmp.Append("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">");
        xmp.Append("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\"");
        xmp.Append(" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">");
        xmp.Append("<dc:format>application/pdf</dc:format>");
        Language("dc:title", document.Title);
        Language("dc:description", document.Subject);
        if (!string.IsNullOrEmpty(document.Author))
        {
            xmp.Append("<dc:creator><rdf:Seq><rdf:li>").Append(Escaped(document.Author)).Append("</rdf:li></rdf:Seq></dc:creator>");
        }

        xmp.Append("<dc:language><rdf:Bag><rdf:li>").Append(Escaped(document.Language)).Append("</rdf:li></rdf:Bag></dc:language>");
        Simple("pdf:Keywords", document.Keywords);
        Simple("pdf:Producer", Producer);
        Simple("xmp:CreatorTool", document.Creator);
        Simple("xmp:CreateDate", date);
        Simple("xmp:ModifyDate", date);
        xmp.Append("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
        return Encoding.UTF8.GetBytes(xmp.ToString());

        void Language(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                xmp.Append('<').Append(name).Append("><rdf:Alt><rdf:li xml:lang=\"x-default\">").Append(Escaped(value))
                    .Append("</rdf:li></rdf:Alt></").Append(name).Append('>');
            }
        }

        void Simple(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                xmp.Append('<').Append(name).Append('>').Append(Escaped(value)).Append("</").Append(name).Append('>');
            }
        }
    }

    public static string InformationDate(DateTimeOffset at)
    {
        string sign = at.Offset < TimeSpan.Zero ? "-" : "+";
        return "D:" + at.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + sign + at.Offset.ToString("hh\\'mm\\'", CultureInfo.InvariantCulture);
    }

    /// <summary>For XML: markup escaped, characters that XML does not allow left out.</summary>
    private static string Escaped(string text)
    {
        StringBuilder safe = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (i + 1 < text.Length && char.IsSurrogatePair(character, text[i + 1]))
            {
                safe.Append(character).Append(text[++i]);
            }
            else if (XmlConvert.IsXmlChar(character))
            {
                safe.Append(character switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", _ => character.ToString() });
            }
        }

        return safe.ToString();
    }
}
