using System.Reflection;

namespace Nvr.Appliance;

/// <summary>The version as built, for example <c>0.1.0+3f2a</c>.</summary>
internal static class ProductVersion
{
    private const int RevisionDigits = 8;

    public static string Text { get; } =
        Shorten(typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    /// <summary>A revision is told by its first digits; all forty do not fit a phone.</summary>
    private static string Shorten(string version)
    {
        int end = version.IndexOf('+', StringComparison.Ordinal) + 1 + RevisionDigits;
        return end > RevisionDigits && end < version.Length ? version[..end] : version;
    }
}
