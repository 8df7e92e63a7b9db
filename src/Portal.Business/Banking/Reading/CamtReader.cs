using System.Xml;
using System.Xml.Linq;
using Portal.Business.Common;

namespace Portal.Business.Banking.Reading;

/// <summary>
/// Reads bank statements of ISO 20022: camt.053, versions 001.02 and later. No DTD, nothing from elsewhere, one entry in memory at a
/// time. Only booked entries count; announced ones come again when they are booked.
/// </summary>
internal static class CamtReader
{
    private const string Schema = "urn:iso:std:iso:20022:tech:xsd:";

    /// <summary>In characters; a statement of the largest number of lines is far smaller.</summary>
    private const long Largest = 200_000_000;

    private static readonly XmlReaderSettings Safe = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = Largest,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    public static async Task<Result<IReadOnlyList<ReadStatement>>> ReadAsync(Stream file, IProgress<int>? lines, CancellationToken ct)
    {
        try
        {
            using var reader = XmlReader.Create(file, Safe);
            await reader.MoveToContentAsync();
            if (!reader.NamespaceURI.StartsWith(Schema + "camt.053.", StringComparison.Ordinal))
            {
                return Refusal.Invalid("Banking.NotAStatement", reader.NamespaceURI.Length > 0 ? Known(reader.NamespaceURI) : $"<{Folding.Cut(reader.LocalName, 60)}>");
            }

            return await StatementsAsync(reader, lines, ct);
        }
        catch (XmlException e)
        {
            return Refusal.Invalid("Banking.DamagedXml", e.LineNumber);
        }
    }

    private static async Task<Result<IReadOnlyList<ReadStatement>>> StatementsAsync(XmlReader reader, IProgress<int>? lines, CancellationToken ct)
    {
        var found = new List<ReadStatement>();
        var (entries, count) = (0, 0);
        CamtStatement? current = null;
        while (!reader.EOF)
        {
            ct.ThrowIfCancellationRequested();
            if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "Stmt" } && current is not null)
            {
                found.Add(current.Close());
                current = null;
            }

            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Stmt" } && current is null)
            {
                current = new CamtStatement();
            }
            else if (reader.NodeType == XmlNodeType.Element && current is not null)
            {
                // Reads past the element, so the reader stands on the next already.
                var element = (XElement)await XNode.ReadFromAsync(reader, ct);
                count += element.Name.LocalName == "Ntry" ? current.AddEntry(element, ++entries) : current.AddHead(element);
                if (count > StatementFile.MostLines)
                {
                    return Refusal.Invalid("Banking.TooManyLines", StatementFile.MostLines);
                }

                if (entries % 500 == 1)
                {
                    lines?.Report(count);
                }

                continue;
            }

            await reader.ReadAsync();
        }

        return found;
    }

    /// <summary>"camt.054" of a schema that is another message, else what stands there.</summary>
    private static string Known(string schema) => schema.StartsWith(Schema, StringComparison.Ordinal) ? schema[Schema.Length..] : Folding.Cut(schema, 60);
}
