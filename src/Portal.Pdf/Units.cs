namespace Portal.Pdf;

/// <summary>The engine measures in points from the top left corner of the page; these convert to points.</summary>
public static class Units
{
    public static double Millimetres(double value) => value * 72 / 25.4;

    public static double Inches(double value) => value * 72;
}
