using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Mp4;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Sdp;

namespace Fuzz.Material;

/// <summary>Records the material as the recorder would: packets to access units to a segment of a few fragments.</summary>
internal static class SegmentMaker
{
    private const int UnitsPerFragment = 6;
    private const int MaxUnits = 18;

    public static byte[] Make(MaterialStore material, string first, string? second)
    {
        List<Kept>[] tracks = [.. new[] { first, second }.OfType<string>().Select(name => Receive(material.Of(name)))];
        TrackFormat[] formats = [.. tracks.Select(t => t[0].Format)];
        var identity = new SegmentIdentity(7, Guid.Empty, new CameraId(Guid.Empty), StreamKind.Main, Guid.Empty, 1_000_000, 1_763_879_880_000_000);
        var file = new List<byte>(SegmentHeader.Build(identity, formats));
        using var builder = new FragmentBuilder(formats);
        uint sequence = 0;
        for (int at = 0; at + UnitsPerFragment < tracks.Min(t => t.Count) && at < MaxUnits; at += UnitsPerFragment)
        {
            for (int track = 0; track < tracks.Length; track++)
            {
                foreach (Kept unit in tracks[track].Skip(at).Take(UnitsPerFragment))
                {
                    builder.Append(track, unit.Dts - tracks[track][0].Dts, unit.CompositionOffset, unit.IsSync, unit.Data);
                }
            }
            using Fragment fragment = builder.Cut(++sequence, [.. tracks.Select(t => t[at + UnitsPerFragment].Dts - t[0].Dts)]);
            file.AddRange(fragment.ToArray());
        }
        return [.. file];
    }

    private static List<Kept> Receive(Recording recording)
    {
        SdpMedia media = SdpParser.Parse(recording.Sdp).Sections[0].Candidates[0];
        using TrackReceiver receiver = TrackReceiver.TryCreate(media, 0, out string? whyNot) ?? throw new InvalidOperationException(whyNot);
        var sink = new Keeper();
        long arrivalUs = 1_000_000;
        foreach (RecordedPacket packet in recording.Packets.Where(p => !p.IsControl))
        {
            arrivalUs += packet.DelayMs * 1000L;
            receiver.Receive(packet.Bytes, arrivalUs, sink);
        }
        return sink.Units;
    }

    private sealed record Kept(TrackFormat Format, long Dts, int CompositionOffset, bool IsSync, byte[] Data);

    private sealed class Keeper : IAccessUnitSink
    {
        public List<Kept> Units { get; } = [];

        public void OnAccessUnit(in AccessUnit unit) =>
            Units.Add(new Kept(unit.Format, unit.Dts, unit.CompositionOffset, unit.IsRandomAccess, unit.Data.ToArray()));
    }
}
