namespace Nvr.Rtsp.Tests.Foreign;

/// <summary>NAL units of byte streams and of samples, for comparison.</summary>
public static class ElementaryStream
{
    public static List<byte[]> NalsOfFile(string path)
    {
        var nals = new List<byte[]>();
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        while (bytes.IndexOf((ReadOnlySpan<byte>)[0, 0, 1]) is >= 0 and var at)
        {
            bytes = bytes[(at + 3)..];
            var next = bytes.IndexOf((ReadOnlySpan<byte>)[0, 0, 1]);
            nals.Add((next < 0 ? bytes : bytes[..next]).TrimEnd((byte)0).ToArray());
        }

        return nals;
    }

    public static List<byte[]> NalsOfSample(byte[] sample)
    {
        var nals = new List<byte[]>();
        for (ReadOnlySpan<byte> rest = sample; !rest.IsEmpty;)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(rest);
            nals.Add(rest.Slice(4, length).ToArray());
            rest = rest[(4 + length)..];
        }

        return nals;
    }

    public static bool IsStoredH264(byte[] nal) => (nal[0] & 0x1F) is not (7 or 8 or 9 or 12);

    public static bool IsStoredH265(byte[] nal) => ((nal[0] >> 1) & 0x3F) is not (32 or 33 or 34 or 35);
}
