using Nvr.Core;
using Nvr.Recording.Policy;

namespace Nvr.Recording.Watching;

/// <summary>What settings of motion must be like. Pure; failures are InvalidInput with a sentence that names the field.</summary>
public static class MotionRules
{
    private const int MostZones = 16;
    private const int MostPoints = 20;
    private const int LongestName = 64;
    private const int FewestLoiterSeconds = 5;
    private const int MostLoiterSeconds = 3600;

    /// <summary>A line that is shorter is a place.</summary>
    private const double ShortestLine = 0.01;

    /// <summary>As large as a cell of the analysis: an area without any would never see anything.</summary>
    private const double SmallestArea = 0.0001;

    /// <summary>Whether settings of whatever origin can be followed.</summary>
    public static bool Holds(MotionSettings settings) => FaultOf(settings) is null;

    /// <summary>The settings in their stored form: names trimmed, empty lists null.</summary>
    public static MotionSettings Normalise(MotionSettings settings)
    {
        if (FaultOf(settings) is { } sentence)
        {
            throw new NvrException(ErrorKind.InvalidInput, sentence);
        }
        return settings with
        {
            Zones = settings.Zones is { Count: > 0 } zones ? [.. zones.Select(z => z with { Name = z.Name.Trim(), Schedule = z.Schedule is { Count: > 0 } ? z.Schedule : null })] : null,
            Masks = settings.Masks is { Count: > 0 } masks ? masks : null,
            Tripwires = settings.Tripwires is { Count: > 0 } wires ? [.. wires.Select(w => w with { Name = w.Name.Trim() })] : null,
        };
    }

    /// <summary>The times as a schedule that is continuous while the zone is watched.</summary>
    internal static RecordingPolicy ScheduleOf(IReadOnlyList<WeekSpan>? spans) => spans is not { Count: > 0 } ? RecordingPolicy.Always : new RecordingPolicy
    {
        Mode = RecordingMode.Off,
        Schedule = [.. spans.Select(s => new ScheduleSpan(s.Day, s.FromMinute, s.ToMinute, RecordingMode.Continuous))],
    };

    // A file that somebody edited may hold anything, null included.
    private static string? FaultOf(MotionSettings settings)
    {
        IReadOnlyList<MotionZone> zones = settings.Zones ?? [];
        IReadOnlyList<MotionMask> masks = settings.Masks ?? [];
        IReadOnlyList<Tripwire> wires = settings.Tripwires ?? [];
        return !Enum.IsDefined(settings.Mode) ? "'motion.mode' must be automatic, on or off."
            : !IsSensitivity(settings.Sensitivity) ? "'motion.sensitivity' must be between 1 and 100."
            : zones.Count > MostZones ? $"'motion.zones' has at most {MostZones} zones."
            : masks.Count > MostZones ? $"'motion.masks' has at most {MostZones} masks."
            : wires.Count > MostZones ? $"'motion.tripwires' has at most {MostZones} lines."
            : zones.Select((zone, i) => FaultOf(zone, $"motion.zones[{i}]")).FirstOrDefault(f => f is not null)
            ?? masks.Select((mask, i) => FaultOf(mask?.Points, $"motion.masks[{i}]")).FirstOrDefault(f => f is not null)
            ?? wires.Select((wire, i) => FaultOf(wire, $"motion.tripwires[{i}]")).FirstOrDefault(f => f is not null)
            ?? (HasTwice(zones.Select(z => z.Name)) ? "'motion.zones' has two zones of the same name." : null)
            ?? (HasTwice(wires.Select(w => w.Name)) ? "'motion.tripwires' has two lines of the same name." : null);
    }

    private static string? FaultOf(MotionZone? zone, string field) =>
        !IsName(zone?.Name) ? NameFault(field)
        : FaultOf(zone!.Points, field) is { } fault ? fault
        : !IsSensitivity(zone.Sensitivity) ? $"'{field}.sensitivity' must be between 1 and 100."
        : !IsShare(zone.SmallestShare) ? $"'{field}.smallestShare' must be between 0 and 1, the share of the picture."
        : !IsShare(zone.LargestShare) ? $"'{field}.largestShare' must be between 0 and 1, the share of the picture."
        : zone.SmallestShare > zone.LargestShare ? $"'{field}.smallestShare' must not be more than 'largestShare'."
        : !IsSchedule(zone.Schedule) ? $"'{field}.schedule' has times that begin and end at quarter hours of one day, end after they began, and do not overlap."
        : zone.LoiterSeconds is < FewestLoiterSeconds or > MostLoiterSeconds ? $"'{field}.loiterSeconds' must be between {FewestLoiterSeconds} and {MostLoiterSeconds}."
        : null;

    private static string? FaultOf(Tripwire? wire, string field) =>
        !IsName(wire?.Name) ? NameFault(field)
        : wire!.Points is not { Count: >= 2 and <= MostPoints } points ? $"'{field}.points' must have 2 to {MostPoints} points."
        : !AreInPicture(points) ? OutsideFault(field)
        : new WireLine(wire).Length < ShortestLine ? $"'{field}.points' make no line."
        : !Enum.IsDefined(wire.Direction) ? $"'{field}.direction' must be either, left-to-right or right-to-left."
        : null;

    private static string? FaultOf(IReadOnlyList<PicturePoint>? points, string field) =>
        points is not { Count: >= 3 and <= MostPoints } ? $"'{field}.points' must have 3 to {MostPoints} corners."
        : !AreInPicture(points) ? OutsideFault(field)
        : new PictureArea(points).Area < SmallestArea ? $"'{field}.points' enclose no area."
        : null;

    private static string NameFault(string field) => $"'{field}.name' must have 1 to {LongestName} characters.";

    private static string OutsideFault(string field) => $"'{field}.points' must lie in the picture, between 0 and 1.";

    private static bool IsName(string? name) => name?.Trim() is { Length: > 0 and <= LongestName } trimmed && !trimmed.Any(char.IsControl);

    private static bool HasTwice(IEnumerable<string> names) => names.CountBy(n => n.Trim(), StringComparer.OrdinalIgnoreCase).Any(n => n.Value > 1);

    private static bool AreInPicture(IReadOnlyList<PicturePoint> points) => points.All(p => p is { X: >= 0 and <= 1, Y: >= 0 and <= 1 });

    private static bool IsSensitivity(int? sensitivity) => sensitivity is null or (>= 1 and <= 100);

    private static bool IsShare(double? share) => share is null or (>= 0 and <= 1);

    private static bool IsSchedule(IReadOnlyList<WeekSpan>? spans) => spans is null || (spans.All(s => s is not null) && PolicyRules.Holds(ScheduleOf(spans)));
}
