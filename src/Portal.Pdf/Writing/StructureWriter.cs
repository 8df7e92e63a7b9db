namespace Portal.Pdf.Writing;

/// <summary>Writes the structure tree, and the parent tree by which readers find the element of what they point at.</summary>
internal sealed class StructureWriter(PdfFile file, int rootNumber, IReadOnlyList<PageCanvas> pages)
{
    public void Write(StructureElement root)
    {
        Number(root);
        WriteElements(root);
        int parents = file.Reserve();
        WriteParents(parents);
        int keys = pages.Count + pages.Sum(p => p.Links.Count);
        file.Begin(rootNumber).Raw("<</Type/StructTreeRoot/K "u8).Reference(root.Number)
            .Raw("/ParentTree "u8).Reference(parents).Raw("/ParentTreeNextKey "u8).Integer(keys).Raw(">>"u8);
    }

    private void Number(StructureElement element)
    {
        element.Number = file.Reserve();
        foreach (StructureKid kid in element.Kids)
        {
            if (kid.Element is not null)
            {
                Number(kid.Element);
            }
        }
    }

    private void WriteElements(StructureElement element)
    {
        PdfBuffer entry = file.Begin(element.Number);
        entry.Raw("<</S/"u8).Text(element.Type).Raw("/P "u8).Reference(element.Parent?.Number ?? rootNumber);
        if (element.AlternativeText is not null)
        {
            entry.Raw("/Alt"u8).ReadableText(element.AlternativeText);
        }

        if (element.Language is not null)
        {
            entry.Raw("/Lang"u8).ReadableText(element.Language);
        }

        if (element.Attributes is not null)
        {
            entry.Raw("/A"u8).Text(element.Attributes);
        }

        WriteKids(entry, element);
        entry.Raw(">>"u8);
        foreach (StructureKid kid in element.Kids)
        {
            if (kid.Element is not null)
            {
                WriteElements(kid.Element);
            }
        }
    }

    private static void WriteKids(PdfBuffer entry, StructureElement element)
    {
        if (element.Kids.Count == 0)
        {
            return;
        }

        PageCanvas? page = FirstPage(element);
        if (page is not null)
        {
            entry.Raw("/Pg "u8).Reference(page.Number);
        }

        entry.Raw("/K["u8);
        foreach (StructureKid kid in element.Kids)
        {
            WriteKid(entry, kid, page);
            entry.Byte((byte)' ');
        }

        entry.Byte((byte)']');
    }

    private static void WriteKid(PdfBuffer entry, StructureKid kid, PageCanvas? page)
    {
        if (kid.Element is not null)
        {
            entry.Reference(kid.Element.Number);
        }
        else if (kid.Link is not null)
        {
            entry.Raw("<</Type/OBJR/Obj "u8).Reference(kid.Link.Number).Raw("/Pg "u8).Reference(kid.Link.Page.Number).Raw(">>"u8);
        }
        else if (ReferenceEquals(kid.Page, page))
        {
            entry.Integer(kid.Mark);
        }
        else
        {
            entry.Raw("<</Type/MCR/Pg "u8).Reference(kid.Page!.Number).Raw("/MCID "u8).Integer(kid.Mark).Raw(">>"u8);
        }
    }

    private static PageCanvas? FirstPage(StructureElement element)
    {
        foreach (StructureKid kid in element.Kids)
        {
            if (kid.Page is not null)
            {
                return kid.Page;
            }
        }

        return null;
    }

    private void WriteParents(int number)
    {
        PdfBuffer entry = file.Begin(number);
        entry.Raw("<</Nums["u8);
        for (int i = 0; i < pages.Count; i++)
        {
            entry.Integer(i).Byte((byte)'[');
            foreach (StructureElement owner in pages[i].Owners)
            {
                entry.Reference(owner.Number).Byte((byte)' ');
            }

            entry.Byte((byte)']');
        }

        foreach (LinkArea link in pages.SelectMany(p => p.Links))
        {
            entry.Integer(link.StructParent).Byte((byte)' ').Reference(link.Element.Number).Byte((byte)' ');
        }

        entry.Raw("]>>"u8);
    }
}
