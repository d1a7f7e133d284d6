using System.Buffers.Binary;
using Nvr.Core.Objects;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// What is known of one object so far; sent again whenever more is known, the last time with <see cref="IsOver"/>. 1 byte track, 1 byte flags (bit 0: over), 1 byte number of colours, 1 byte number of points, 4 bytes id, 8 bytes each of
/// begin and last sight in monotonic microseconds, 4 bytes class, 4 bytes confidence, 4 bytes of whom it is a repeat, 8 bytes time of the best picture, 4 bytes each of left, top, width and height in that, 8 bytes of standing, then 3
/// colours of a byte each and a zero, then for each point 8 bytes time, 4 bytes x, 4 bytes y. Immutable; a claim like everything that such a process says.
/// </summary>
/// <param name="Track">The camera.</param>
/// <param name="Id">That of the <see cref="SeenThing"/> which it is.</param>
/// <param name="BegunUs">When it was first seen.</param>
/// <param name="SeenUs">When it was last seen.</param>
/// <param name="IsOver">It is gone, or stands: no more of it follows.</param>
/// <param name="Class">Index into the classes of the manifest that the process was given.</param>
/// <param name="Confidence">0 to 1, over all looks at it.</param>
/// <param name="SameAs">The object that stood there before and is seen again, which is no event; 0 for none. Negative where none was told of because it never moved.</param>
/// <param name="BestUs">The picture that shows it best.</param>
/// <param name="Best">Where it is in that; its id and begin are this object's, its strength the confidence.</param>
/// <param name="StoodUs">For how long it stood in one place, at the longest.</param>
/// <param name="Colours">Those that dominate, the most frequent first.</param>
/// <param name="Path">Where its middle was, the oldest first; from the first to the last is its direction.</param>
public sealed record ObjectMessage(
    int Track, int Id, long BegunUs, long SeenUs, bool IsOver, int Class, float Confidence, int SameAs, long BestUs, SeenThing Best, long StoodUs, IReadOnlyList<BasicColour> Colours, IReadOnlyList<ObjectPoint> Path)
{
    public const int MaxColours = 3;

    public const int MaxPoints = 16;

    public const int MaxBytes = HeaderBytes + (MaxPoints * PointBytes);

    private const int HeaderBytes = 72;
    private const int PointBytes = 16;

    public byte[] Write()
    {
        byte[] bytes = new byte[HeaderBytes + (Path.Count * PointBytes)];
        bytes[0] = (byte)Track;
        bytes[1] = (byte)(IsOver ? 1 : 0);
        bytes[2] = (byte)Colours.Count;
        bytes[3] = (byte)Path.Count;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Id);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), BegunUs);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), SeenUs);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Class);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(28), Confidence);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), SameAs);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(36), BestUs);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(44), Best.Left);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(48), Best.Top);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(52), Best.Width);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(56), Best.Height);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(60), StoodUs);
        for (int i = 0; i < Colours.Count; i++)
        {
            bytes[68 + i] = (byte)Colours[i];
        }
        for (int i = 0; i < Path.Count; i++)
        {
            Path[i].Write(bytes.AsSpan(HeaderBytes + (i * PointBytes)));
        }
        return bytes;
    }

    /// <summary>Null when the payload is malformed, a box or a point lies outside of its picture, or times go backwards.</summary>
    /// <param name="classes">How many the manifest has.</param>
    public static ObjectMessage? Read(ReadOnlySpan<byte> payload, int classes)
    {
        if (payload.Length < HeaderBytes || payload[1] > 1 || payload[2] > MaxColours || payload[3] is 0 or > MaxPoints || payload[71] != 0 || payload.Length != HeaderBytes + (payload[3] * PointBytes))
        {
            return null;
        }
        ObjectMessage message = ReadAll(payload);
        return message.IsSane(classes) ? message : null;
    }

    private static ObjectMessage ReadAll(ReadOnlySpan<byte> payload)
    {
        var colours = new BasicColour[payload[2]];
        for (int i = 0; i < colours.Length; i++)
        {
            colours[i] = (BasicColour)payload[68 + i];
        }
        var path = new ObjectPoint[payload[3]];
        for (int i = 0; i < path.Length; i++)
        {
            path[i] = ObjectPoint.Read(payload[(HeaderBytes + (i * PointBytes))..]);
        }
        int id = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]);
        long begunUs = BinaryPrimitives.ReadInt64LittleEndian(payload[8..]);
        float confidence = BinaryPrimitives.ReadSingleLittleEndian(payload[28..]);
        var best = new SeenThing(
            id,
            begunUs,
            BinaryPrimitives.ReadSingleLittleEndian(payload[44..]),
            BinaryPrimitives.ReadSingleLittleEndian(payload[48..]),
            BinaryPrimitives.ReadSingleLittleEndian(payload[52..]),
            BinaryPrimitives.ReadSingleLittleEndian(payload[56..]),
            confidence);
        return new ObjectMessage(
            payload[0],
            id,
            begunUs,
            BinaryPrimitives.ReadInt64LittleEndian(payload[16..]),
            payload[1] == 1,
            BinaryPrimitives.ReadInt32LittleEndian(payload[24..]),
            confidence,
            BinaryPrimitives.ReadInt32LittleEndian(payload[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(payload[36..]),
            best,
            BinaryPrimitives.ReadInt64LittleEndian(payload[60..]),
            colours,
            path);
    }

    private bool IsSane(int classes) =>
        Class >= 0 && Class < classes && Confidence is >= 0 and <= 1 && SeenUs >= BegunUs && StoodUs >= 0 && MotionMessage.IsInPicture(Best)
        && Colours.All(Enum.IsDefined) && Path.All(p => p.IsInPicture) && Path.Zip(Path.Skip(1)).All(p => p.First.TimeUs <= p.Second.TimeUs);
}
