namespace Nvr.Export.Documents;

/// <summary>The files beside the movies.</summary>
internal static class ExportNames
{
    public const string Manifest = "manifest.json";
    public const string Signature = "manifest.sig";
    public const string Certificate = "certificate.pem";
    public const string Page = "index.html";
    public const string Readme = "README.txt";

    /// <summary>There as long as the export is not complete.</summary>
    public const string Marker = "INCOMPLETE.txt";

    public static IReadOnlyList<string> All { get; } = [Manifest, Signature, Certificate, Page, Readme, Marker];
}
