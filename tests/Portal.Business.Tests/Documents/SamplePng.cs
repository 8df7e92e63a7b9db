namespace Portal.Business.Tests.Documents;

/// <summary>A picture as small as can be: four pixels by two.</summary>
internal static class SamplePng
{
    public static byte[] Bytes { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAIAAADwyuo0AAAAC0lEQVR42mNgwAUAABoAAS+Yl6YAAAAASUVORK5CYII=");
}
