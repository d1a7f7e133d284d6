using System.Buffers.Binary;
using Fuzz.Engine;
using Nvr.Core.Media;

namespace Fuzz.Targets;

/// <summary>Holds every access unit against what <see cref="AccessUnit"/> promises. One thread.</summary>
internal sealed class CheckingSink(int inputBytes) : IAccessUnitSink
{
    // Headers and tables that a depacketizer puts around what came.
    private const int AddedBytes = 4096;

    private long lastDts = long.MinValue;

    public long Units { get; private set; }

    public void OnAccessUnit(in AccessUnit unit)
    {
        Units++;
        BrokenPromiseException.Unless(unit.Dts > lastDts, "decoding times do not rise");
        BrokenPromiseException.Unless(unit.CompositionOffset >= 0 && unit.LostPackets >= 0 && unit.Track == 0, "a number below nothing");
        BrokenPromiseException.Unless(unit.Format is { ClockRate: > 0 }, "a unit without format");
        BrokenPromiseException.Unless(!unit.Format.IsVideo || unit.Format is { Width: > 0, Height: > 0 }, "a picture without size");
        BrokenPromiseException.Unless(unit.Format.IsVideo || unit.Format.Codec == Codec.OnvifMetadata || unit.Format is { SampleRate: > 0, Channels: > 0 }, "sound without rate or channels");
        BrokenPromiseException.Unless(!unit.Data.IsEmpty && unit.Data.Length <= (4L * inputBytes) + AddedBytes, "a unit that is empty or larger than what came");
        CheckData(unit.Format.Codec, unit.Data);
        lastDts = unit.Dts;
    }

    private static void CheckData(Codec codec, ReadOnlySpan<byte> data)
    {
        if (codec is Codec.H264 or Codec.H265)
        {
            CheckLengths(data);
        }
        else if (codec == Codec.Mjpeg)
        {
            BrokenPromiseException.Unless(data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) && data.EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]), "an image without its ends");
        }
    }

    private static void CheckLengths(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            BrokenPromiseException.Unless(data.Length > 4, "a NAL unit without bytes");
            uint length = BinaryPrimitives.ReadUInt32BigEndian(data);
            BrokenPromiseException.Unless(length > 0 && length <= data.Length - 4, "a NAL unit length that does not add up");
            data = data[(4 + (int)length)..];
        }
    }
}
