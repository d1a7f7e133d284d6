using Nvr.Core.Media;

namespace Nvr.Audio.Tests;

/// <summary>Collects FLAC frames and makes a file of them.</summary>
internal sealed class FrameSink : IAccessUnitSink
{
    public List<(long Dts, long CaptureUs, int Lost, byte[] Data)> Frames { get; } = [];

    public void OnAccessUnit(in AccessUnit unit) => Frames.Add((unit.Dts, unit.CaptureUs, unit.LostPackets, unit.Data.ToArray()));

    public byte[] ToFile(TrackFormat format) =>
        [.. "fLaC"u8, 0x80, 0, 0, (byte)format.Config.Length, .. format.Config.Span, .. Frames.SelectMany(frame => frame.Data)];

    /// <summary>What ffmpeg decodes, 16-bit little endian.</summary>
    public byte[] Decode(TrackFormat format) =>
        Ffmpeg.Run("-err_detect", "crccheck+explode", "-i", Ffmpeg.Store(ToFile(format), "flac"), "-f", "s16le");
}
