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
/// <param name="ShownUs">When the picture is to be seen, monotonic.</param>
internal readonly record struct TappedUnit(byte[] Buffer, int Length, TrackFormat Format, bool IsKey, long ShownUs)
{
    private const int Around = MessageFrame.HeaderBytes + UnitMessage.HeaderBytes + MessageFrame.HeaderBytes + PassedMessage.Bytes;

    public static TappedUnit Copy(int track, in AccessUnit unit)
    {
        // Units come in the order of decoding, and so do their times; what moves has to be followed in the order of seeing.
        long shownUs = unit.CaptureUs + (unit.CompositionOffset * 1_000_000L / unit.Format.ClockRate);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(unit.Data.Length + Around);
        var message = new UnitMessage { Track = track, IsRandomAccess = unit.IsRandomAccess, Dts = unit.Dts, CaptureUs = shownUs, Data = unit.Data };
        Span<byte> bytes = buffer;
        MessageFrame.WriteHeader(bytes, MessageKind.Unit, UnitMessage.HeaderBytes + unit.Data.Length);
        message.WriteHeader(bytes[MessageFrame.HeaderBytes..]);
        unit.Data.CopyTo(bytes[(MessageFrame.HeaderBytes + UnitMessage.HeaderBytes)..]);
        Span<byte> question = bytes[(MessageFrame.HeaderBytes + UnitMessage.HeaderBytes + unit.Data.Length)..];
        MessageFrame.WriteHeader(question, MessageKind.Passed, PassedMessage.Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(question[MessageFrame.HeaderBytes..], unit.Dts);
        return new TappedUnit(buffer, unit.Data.Length + Around, unit.Format, unit.IsRandomAccess, shownUs);
    }

    public void Release() => ArrayPool<byte>.Shared.Return(Buffer);
}
