using System.Buffers.Binary;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// What moves in one picture: 1 byte track, 1 byte flags (bit 0: the scene is still being learnt), 1 byte count, 1 byte zero, 8 bytes capture time in monotonic microseconds, then for each thing 4 bytes id, 8 bytes
/// when it was first seen, and 4 bytes each of left, top, width, height and strength. Immutable.
/// </summary>
public sealed record MotionMessage(int Track, long CaptureUs, bool IsLearning, IReadOnlyList<SeenThing> Things)
{
    /// <summary>Cameras that one process looks at: more than a box has.</summary>
    public const int MaxTracks = 64;

    /// <summary>Nobody needs to know of more at once.</summary>
    public const int MaxThings = 32;

    public const int MaxBytes = HeaderBytes + (MaxThings * ThingBytes);

    private const int HeaderBytes = 12;
    private const int ThingBytes = 32;

    public byte[] Write()
    {
        byte[] bytes = new byte[HeaderBytes + (Things.Count * ThingBytes)];
        bytes[0] = (byte)Track;
        bytes[1] = (byte)(IsLearning ? 1 : 0);
        bytes[2] = (byte)Things.Count;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(4), CaptureUs);
        for (int i = 0; i < Things.Count; i++)
        {
            Write(bytes.AsSpan(HeaderBytes + (i * ThingBytes), ThingBytes), Things[i]);
        }
        return bytes;
    }

    /// <summary>Null when the payload is malformed, or a box lies outside of its picture.</summary>
    public static MotionMessage? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeaderBytes || payload[1] > 1 || payload[2] > MaxThings || payload[3] != 0 || payload.Length != HeaderBytes + (payload[2] * ThingBytes))
        {
            return null;
        }
        SeenThing[] things = new SeenThing[payload[2]];
        for (int i = 0; i < things.Length; i++)
        {
            things[i] = ReadThing(payload.Slice(HeaderBytes + (i * ThingBytes), ThingBytes));
            if (!IsInPicture(things[i]))
            {
                return null;
            }
        }
        return new MotionMessage(payload[0], BinaryPrimitives.ReadInt64LittleEndian(payload[4..]), payload[1] == 1, things);
    }

    private static void Write(Span<byte> bytes, SeenThing thing)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, thing.Id);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[4..], thing.BegunUs);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[12..], thing.Left);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[16..], thing.Top);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[20..], thing.Width);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[24..], thing.Height);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[28..], thing.Strength);
    }

    private static SeenThing ReadThing(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt32LittleEndian(bytes),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]),
        BinaryPrimitives.ReadSingleLittleEndian(bytes[12..]),
        BinaryPrimitives.ReadSingleLittleEndian(bytes[16..]),
        BinaryPrimitives.ReadSingleLittleEndian(bytes[20..]),
        BinaryPrimitives.ReadSingleLittleEndian(bytes[24..]),
        BinaryPrimitives.ReadSingleLittleEndian(bytes[28..]));

    // A sum of two shares may be a rounding error beyond the whole.
    internal static bool IsInPicture(in SeenThing thing) =>
        thing is { Left: >= 0 and <= 1, Top: >= 0 and <= 1, Width: >= 0 and <= 1, Height: >= 0 and <= 1, Strength: >= 0 and < float.PositiveInfinity }
        && thing.Left + thing.Width <= 1.0001f && thing.Top + thing.Height <= 1.0001f;
}
