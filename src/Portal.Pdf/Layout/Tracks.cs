namespace Portal.Pdf.Layout;

/// <summary>Divides a width among columns.</summary>
internal static class Tracks
{
    /// <summary>Columns that take a share get at least this part of the width, or what their content needs if that is less, however wide the others would like to be.</summary>
    private const double LeastForShares = 0.3;

    public static double[] Resolve(IReadOnlyList<TrackWidth> tracks, double width, Func<int, double> naturalWidth)
    {
        double[] widths = new double[tracks.Count];
        double weights = 0;
        double fixedWidths = 0;
        double fits = 0;
        for (int i = 0; i < tracks.Count; i++)
        {
            switch (tracks[i].Kind)
            {
                case TrackKind.Fixed:
                    fixedWidths += widths[i] = tracks[i].Value;
                    break;
                case TrackKind.Fit:
                    fits += widths[i] = naturalWidth(i) + 0.02;
                    break;
                default:
                    weights += Math.Max(tracks[i].Value, 0);
                    break;
            }
        }

        double left = Math.Max(width - fixedWidths, 0);
        double most = weights > 0 ? Math.Max(left - (width * LeastForShares), left / 2) : left;
        if (fits > most)
        {
            double needed = Enumerable.Range(0, tracks.Count).Where(i => tracks[i].Kind == TrackKind.Share).Sum(naturalWidth);
            most = Math.Min(fits, Math.Max(most, left - needed - 0.02));
            ShrinkFits(tracks, widths, most);
            fits = most;
        }

        for (int i = 0; i < tracks.Count; i++)
        {
            if (tracks[i].Kind == TrackKind.Share && weights > 0)
            {
                widths[i] = Math.Max(left - fits, 0) * Math.Max(tracks[i].Value, 0) / weights;
            }
        }

        return widths;
    }

    /// <summary>The widest give way first, so that a short amount is never broken for the sake of a long word.</summary>
    private static void ShrinkFits(IReadOnlyList<TrackWidth> tracks, double[] widths, double most)
    {
        int[] fits = [.. Enumerable.Range(0, tracks.Count).Where(i => tracks[i].Kind == TrackKind.Fit).OrderBy(i => widths[i])];
        double room = most;
        for (int n = 0; n < fits.Length; n++)
        {
            double fair = room / (fits.Length - n);
            widths[fits[n]] = Math.Min(widths[fits[n]], fair);
            room -= widths[fits[n]];
        }
    }
}
