using System.Reflection;

namespace Nvr.Appliance;

/// <summary>The version as built, for example <c>0.1.0+3f2a</c>.</summary>
internal static class ProductVersion
{
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
