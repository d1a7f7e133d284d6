using System.IO.Compression;
using System.Security.Cryptography;

namespace Nvr.Web.Page;

/// <summary>One file of the page as embedded: compressed with Brotli at build time. Immutable.</summary>
internal sealed class PageFile
{
    private PageFile(string path, byte[] compressed, byte[] plain)
    {
        Path = path;
        Compressed = compressed;
        Plain = plain;
        EntityTag = $"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..16]}\"";
    }

    /// <summary>Below the root, with a leading slash.</summary>
    public string Path { get; }

    public byte[] Compressed { get; }

    public byte[] Plain { get; }

    public string EntityTag { get; }

    /// <summary>Vite puts a hash of the content into the names of these.</summary>
    public bool IsImmutable => Path.StartsWith("/assets/", StringComparison.Ordinal);

    public string ContentType => System.IO.Path.GetExtension(Path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    };

    public static PageFile Read(string path, Stream resource)
    {
        using MemoryStream compressed = new();
        resource.CopyTo(compressed);
        compressed.Position = 0;
        using BrotliStream decoder = new(compressed, CompressionMode.Decompress, leaveOpen: true);
        using MemoryStream plain = new();
        decoder.CopyTo(plain);
        return new PageFile(path, compressed.ToArray(), plain.ToArray());
    }
}
