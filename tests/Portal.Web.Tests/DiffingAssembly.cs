using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Portal.Web.Tests;

/// <summary>Hands bunit the AngleSharp.Diffing that lies beside the tests, whatever version it asks for (BunitPackages.targets).</summary>
internal static class DiffingAssembly
{
    private const string Name = "AngleSharp.Diffing";

#pragma warning disable CA2255 // A module initializer is the only place early enough: bunit asks while its types load.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Provide() => AssemblyLoadContext.Default.Resolving += static (context, asked) =>
        asked.Name == Name && File.Exists(BesideTheTests) ? context.LoadFromAssemblyPath(BesideTheTests) : null;

    private static string BesideTheTests =>
        Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, Name + ".dll");
}
