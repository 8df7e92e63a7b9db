namespace Portal.Pdf.Images;

/// <summary>How a camera was held (Exif orientation, 1 to 8), and so how its image has to be turned.</summary>
internal readonly record struct ImageOrientation(int Value)
{
    public bool IsTurned => Value is >= 5 and <= 8;

    /// <summary>The matrix that puts the unit square of the image upright into a rectangle.</summary>
    public (double A, double B, double C, double D, double E, double F) Place(double x, double y, double width, double height) => Value switch
    {
        2 => (-width, 0, 0, height, x + width, y),
        3 => (-width, 0, 0, -height, x + width, y + height),
        4 => (width, 0, 0, -height, x, y + height),
        5 => (0, -height, -width, 0, x + width, y + height),
        6 => (0, -height, width, 0, x, y + height),
        7 => (0, height, width, 0, x, y),
        8 => (0, height, -width, 0, x + width, y),
        _ => (width, 0, 0, height, x, y),
    };
}
