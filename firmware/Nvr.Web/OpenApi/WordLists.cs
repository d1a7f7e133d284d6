using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Import;
using Nvr.Adoption.Trying;
using Nvr.Board.Disks;
using Nvr.Board.Panel;
using Nvr.Board.Poe;
using Nvr.Board.Switches;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Media;
using Nvr.Recording.Cameras;
using Nvr.Recording.Policy;
using Nvr.Recording.Watching;
using Nvr.Search;
using Nvr.Storage;
using Nvr.Storage.Events;
using Nvr.Web.Access;
using Nvr.Web.Api;
using Nvr.Web.Api.Models;
using Nvr.Web.Box;

namespace Nvr.Web.OpenApi;

/// <summary>Every word that the API has for the values of an enum, asked of the same functions that write them: a description made of these cannot promise another. Immutable; any thread.</summary>
internal static class WordLists
{
    private static readonly Dictionary<Type, string[]> lists = new()
    {
        [typeof(AdoptionMode)] = Each<AdoptionMode>(Words.Of),
        [typeof(ArrayCondition)] = Named<ArrayCondition>(),
        [typeof(BayState)] = Named<BayState>(),
        [typeof(CameraEventKind)] = Each<CameraEventKind>(EventWords.Of),
        [typeof(CameraState)] = Each<CameraState>(Words.Of),
        [typeof(CameraTransport)] = Each<CameraTransport>(Words.Of),
        [typeof(ClockStanding)] = Each<ClockStanding>(SetUpWords.Of),
        [typeof(Codec)] = Each<Codec>(Words.Of),
        [typeof(CrossingDirection)] = Each<CrossingDirection>(Words.Of),
        [typeof(DayOfWeek)] = Each<DayOfWeek>(Words.Of),
        [typeof(DeviceState)] = Each<DeviceState>(Words.Of),
        [typeof(DiskVerdict)] = Named<DiskVerdict>(),
        [typeof(EventClosing)] = Each<EventClosing>(EventWords.Of),
        [typeof(EventOrigin)] = Each<EventOrigin>(EventWords.Of),
        [typeof(GapReason)] = Each<GapReason>(Words.Of),
        [typeof(HealthLevel)] = Each<HealthLevel>(Words.Of),
        [typeof(ImportFormat)] = Each<ImportFormat>(Words.Of),
        [typeof(ImportRemarkKind)] = Each<ImportRemarkKind>(Words.Of),
        [typeof(LedColour)] = Named<LedColour>(),
        [typeof(LedRhythm)] = Named<LedRhythm>(),
        [typeof(MemberState)] = Named<MemberState>(),
        [typeof(MotionMode)] = Each<MotionMode>(Words.Of),
        [typeof(MoveDirection)] = Each<MoveDirection>(EventWords.Of),
        [typeof(ObjectClass)] = Each<ObjectClass>(EventWords.Of),
        [typeof(ObjectColours)] = [.. Enum.GetValues<ObjectColours>().Where(c => c != ObjectColours.None).Select(EventWords.Of)],
        [typeof(PoeDetection)] = Each<PoeDetection>(Words.Of),
        [typeof(PoePower)] = Each<PoePower>(Words.Of),
        [typeof(RecordingMode)] = Each<RecordingMode>(Words.Of),
        [typeof(Role)] = Each<Role>(Words.Of),
        [typeof(SetUpStep)] = Each<SetUpStep>(SetUpWords.Of),
        [typeof(SnmpHash)] = Each<SnmpHash>(Words.Of),
        [typeof(StreamKind)] = Each<StreamKind>(Words.Of),
        [typeof(TrialOutcome)] = Each<TrialOutcome>(Words.Of),
        [typeof(UnderstoodAs)] = Each<UnderstoodAs>(SearchModel.Word),
        [typeof(WatchStanding)] = Each<WatchStanding>(Words.Of),
    };

    public static IReadOnlyList<string> Of(Type values) => lists[values];

    private static string[] Each<T>(Func<T, string> word)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(word).Distinct(StringComparer.Ordinal)];

    // As JSON writes names, which is how the rooms behind this one tell these: the first letter small.
    private static string[] Named<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];
}
