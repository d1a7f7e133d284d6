using System.Buffers.Binary;

namespace Fuzz.Targets;

/// <summary>Walks the boxes of a file without looking into them.</summary>
internal static class TopBoxes
{
    private const int HeaderBytes = 8;

    /// <summary>The boxes from a place on; what does not add up is one last part.</summary>
    public static List<Range> Of(byte[] bytes, int from)
    {
        var boxes = new List<Range>();
        for (int at = from; at < bytes.Length;)
        {
            uint size = bytes.Length - at < HeaderBytes ? 0 : BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            int end = size < HeaderBytes || size > bytes.Length - at ? bytes.Length : at + (int)size;
            boxes.Add(at..end);
            at = end;
        }
        return boxes;
    }

    public static bool AreWhole(byte[] bytes) =>
        Of(bytes, 0).TrueForAll(r => r.End.Value - r.Start.Value >= HeaderBytes
            && BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(r.Start.Value)) == r.End.Value - r.Start.Value);
}
