using System.Security.Cryptography;
using System.Text;

namespace SimCamera.Rtsp;

/// <summary>Computes what a client must answer to a Digest challenge (RFC 2617, RFC 7616), and compares. Pure.</summary>
internal static class DigestProof
{
    public static bool IsRight(bool sha256, Dictionary<string, string> fields, string method, string realm, string user, string password)
    {
        string Field(string name) => fields.GetValueOrDefault(name, "");
        string Hash(string text) => Digest(sha256, text);
        string first = Hash($"{user}:{realm}:{password}");
        string second = Hash($"{method}:{Field("uri")}");
        string expected = fields.ContainsKey("qop")
            ? Hash($"{first}:{Field("nonce")}:{Field("nc")}:{Field("cnonce")}:{Field("qop")}:{second}")
            : Hash($"{first}:{Field("nonce")}:{second}");
        return fields.ContainsKey("nonce") && Field("username") == user && Field("response") == expected;
    }

    private static string Digest(bool sha256, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(sha256 ? SHA256.HashData(bytes) : Md5(bytes));
    }

#pragma warning disable CA5351 // RFC 2617 names MD5; cameras still ask for it.
    private static byte[] Md5(byte[] bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351
}
