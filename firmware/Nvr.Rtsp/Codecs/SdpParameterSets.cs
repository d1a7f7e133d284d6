using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Codecs;

/// <summary>Decodes what session descriptions say in base64 or hex; what cannot be decoded is as good as missing.</summary>
internal static class SdpParameterSets
{
    public delegate void SetReader(ReadOnlySpan<byte> bytes);

    /// <summary>Calls back for each part of a comma-separated base64 parameter.</summary>
    public static void ForEach(SdpMedia media, string name, SetReader take)
    {
        foreach (var part in Text(media, name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var bytes = new byte[part.Length];
            var padded = part.TrimEnd('=');
            padded += new string('=', (4 - (padded.Length % 4)) % 4);
            if (System.Convert.TryFromBase64String(padded, bytes, out var length) && length > 0)
            {
                take(bytes.AsSpan(0, length));
            }
        }
    }

    /// <summary>A hexadecimal parameter; empty when missing or malformed.</summary>
    public static byte[] Hex(SdpMedia media, string name)
    {
        var text = Text(media, name);
        var bytes = new byte[text.Length / 2];
        return System.Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done ? bytes[..written] : [];
    }

    public static int Number(SdpMedia media, string name, int otherwise) =>
        int.TryParse(Text(media, name), out var value) ? value : otherwise;

    /// <summary>Keys compare without case, whatever dictionary the description uses.</summary>
    public static string Text(SdpMedia media, string name)
    {
        foreach (var (key, value) in media.Fmtp)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return "";
    }
}
