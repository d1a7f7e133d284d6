using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Nvr.Export.Documents;

/// <summary>
/// index.html: one page that needs nothing but itself. Its policy lets run exactly the script and the style that are in it, and nothing reach a network. The
/// manifest in it is data, escaped so that it cannot end its element.
/// </summary>
internal static class ViewerPage
{
    private static readonly string Script = Read("sha256.js") + Read("verify.js") + Read("viewer.js");
    private static readonly string Style = Read("viewer.css");
    private static readonly string Template = Read("viewer.html")
        .Replace("@SCRIPT-HASH@", Hash(Script), StringComparison.Ordinal)
        .Replace("@STYLE-HASH@", Hash(Style), StringComparison.Ordinal)
        .Replace("@STYLE@", Style, StringComparison.Ordinal)
        .Replace("@SCRIPT@", Script, StringComparison.Ordinal);

    public static byte[] Build(Manifest manifest) => Encoding.UTF8.GetBytes(
        Template.Replace("@MANIFEST@", JsonSerializer.Serialize(manifest, ManifestJson.Default.Manifest), StringComparison.Ordinal));

    public static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(ViewerPage).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
