namespace Nvr.Rtsp.Codecs.Nal;

/// <summary>Finds NAL units in byte streams with start codes. RTP should not carry them; some cameras do.</summary>
internal static class AnnexB
{
    private static ReadOnlySpan<byte> StartCode => [0, 0, 1];

    public static bool HasStartCode(ReadOnlySpan<byte> bytes) => bytes.IndexOf(StartCode) >= 0;

    /// <summary>Cuts the next NAL unit off; false at the end. What precedes the first start code counts as a NAL unit.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> nal)
    {
        nal = default;
        while (!bytes.IsEmpty)
        {
            var at = bytes.IndexOf(StartCode);
            nal = TrimZeros(at < 0 ? bytes : bytes[..at]);
            bytes = at < 0 ? default : bytes[(at + StartCode.Length)..];
            if (!nal.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A NAL unit never ends with a zero byte; the zeros belong to the next start code or are padding.</summary>
    public static ReadOnlySpan<byte> TrimZeros(ReadOnlySpan<byte> nal) => nal.TrimEnd((byte)0);
}
