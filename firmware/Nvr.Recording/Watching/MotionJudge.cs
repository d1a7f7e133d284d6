using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Recording.Policy;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Watching;

/// <summary>
/// Which of the things that move count, and in which zone: settings of motion, worked out once. A thing is in a zone when a quarter of its box is, and hidden when half of it lies behind masks. Immutable and pure.
/// </summary>
internal sealed class MotionJudge
{
    private const double EnoughInZone = 0.25;
    private const double EnoughMasked = 0.5;

    /// <summary>Strength that is asked for with the least sensitivity: a car close by.</summary>
    private const double MostAsked = 100;

    private readonly WorkedZone[] zones;
    private readonly PictureArea[] masks;
    private readonly double leastStrength;

    /// <param name="settings">Follow <see cref="MotionRules"/>.</param>
    public MotionJudge(MotionSettings settings)
    {
        int usual = settings.Sensitivity ?? MotionSettings.UsualSensitivity;
        leastStrength = LeastStrength(usual);
        masks = [.. (settings.Masks ?? []).Select(m => new PictureArea(m.Points))];
        zones = settings.Zones is { Count: > 0 } named ? [.. named.Select(z => WorkedZone.Of(z, usual))] : [new WorkedZone { LeastStrength = leastStrength }];
        Wires = [.. (settings.Tripwires ?? []).Select(w => new WireLine(w))];
    }

    /// <summary>The lines whose crossing is told; they go by the camera's sensitivity.</summary>
    public IReadOnlyList<WireLine> Wires { get; }

    /// <summary>What counts of a picture; nothing while the scene is being learnt.</summary>
    public MotionSight Look(MotionMessage seen, UtcTime at, TimeZoneInfo clock)
    {
        if (seen.IsLearning || seen.Things.Count == 0)
        {
            return MotionSight.Nothing;
        }
        SeenThing[] visible = [.. seen.Things.Where(t => masks.Sum(m => m.CoverOf(BoxOf(t))) < EnoughMasked)];
        List<ZoneSight> inZones = [];
        foreach (WorkedZone zone in zones)
        {
            SeenThing[] inside = [.. visible.Where(t => zone.Takes(t))];
            if (inside.Length > 0 && zone.IsWatched(at, clock))
            {
                inZones.Add(new ZoneSight(zone.Name, zone.LoiterUs, inside));
            }
        }
        return new MotionSight([.. visible.Where(t => t.Strength >= leastStrength)], inZones);
    }

    /// <summary>The first zone in which something counts that is there, however little it stands out; null for the whole picture. False where it counts nowhere.</summary>
    public bool TryPlace(in EventBox box, UtcTime at, TimeZoneInfo clock, out string? zone)
    {
        EventBox there = box;
        WorkedZone? first = masks.Sum(m => m.CoverOf(there)) < EnoughMasked ? zones.FirstOrDefault(z => z.Holds(there) && z.IsWatched(at, clock)) : null;
        zone = first?.Name;
        return first is not null;
    }

    internal static EventBox BoxOf(in SeenThing thing) => new(thing.Left, thing.Top, thing.Width, thing.Height);

    private static double LeastStrength(int sensitivity) => MostAsked * Math.Pow((100 - sensitivity) / 100.0, 2);

    private sealed record WorkedZone
    {
        public string? Name { get; init; }

        public required double LeastStrength { get; init; }

        public long LoiterUs { get; private init; }

        private PictureArea? Area { get; init; }

        private double SmallestShare { get; init; }

        private double LargestShare { get; init; } = 1;

        private WeekSchedule? Schedule { get; init; }

        public static WorkedZone Of(MotionZone zone, int usual) => new()
        {
            Name = zone.Name,
            LeastStrength = LeastStrength(zone.Sensitivity ?? usual),
            LoiterUs = (zone.LoiterSeconds ?? 0) * 1_000_000L,
            Area = new PictureArea(zone.Points),
            SmallestShare = zone.SmallestShare ?? 0,
            LargestShare = zone.LargestShare ?? 1,
            Schedule = zone.Schedule is null ? null : new WeekSchedule(MotionRules.ScheduleOf(zone.Schedule)),
        };

        public bool Takes(in SeenThing thing) => thing.Strength >= LeastStrength && Holds(BoxOf(thing));

        public bool Holds(in EventBox box)
        {
            double share = box.Width * (double)box.Height;
            return share >= SmallestShare && share <= LargestShare && (Area is null || Area.CoverOf(box) >= EnoughInZone);
        }

        public bool IsWatched(UtcTime at, TimeZoneInfo clock) => Schedule?.ModeAt(at, clock) is null or RecordingMode.Continuous;
    }
}
