using System.Buffers;
using System.Buffers.Binary;
using Nvr.Core.Media;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Watching;

/// <summary>
/// A copy of one picture, ready to be sent: the unit's message, and behind it the question whether it is done. The buffer is pooled; whoever takes the unit returns it with <see cref="Release"/>.
/// </summary>
/// <param name="Buffer">Pooled.</param>
/// <param name="Length">Bytes of it.</param>
/// <param name="Format">Of the picture.</param>
/// <param name="IsKey">Decoding can begin here.</param>
/// <param name="CaptureUs">Monotonic.</param>
internal readonly record struct TappedUnit(byte[] Buffer, int Length, TrackFormat Format, bool IsKey, long CaptureUs)
{
    private const int Around = MessageFrame.HeaderBytes + UnitMessage.HeaderBytes + MessageFrame.HeaderBytes + PassedMessage.Bytes;

    public static TappedUnit Copy(int track, in AccessUnit unit)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(unit.Data.Length + Around);
        var message = new UnitMessage { Track = track, IsRandomAccess = unit.IsRandomAccess, Dts = unit.Dts, CaptureUs = unit.CaptureUs, Data = unit.Data };
        Span<byte> bytes = buffer;
        MessageFrame.WriteHeader(bytes, MessageKind.Unit, UnitMessage.HeaderBytes + unit.Data.Length);
        message.WriteHeader(bytes[MessageFrame.HeaderBytes..]);
        unit.Data.CopyTo(bytes[(MessageFrame.HeaderBytes + UnitMessage.HeaderBytes)..]);
        Span<byte> question = bytes[(MessageFrame.HeaderBytes + UnitMessage.HeaderBytes + unit.Data.Length)..];
        MessageFrame.WriteHeader(question, MessageKind.Passed, PassedMessage.Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(question[MessageFrame.HeaderBytes..], unit.Dts);
        return new TappedUnit(buffer, unit.Data.Length + Around, unit.Format, unit.IsRandomAccess, unit.CaptureUs);
    }

    public void Release() => ArrayPool<byte>.Shared.Return(Buffer);
}
