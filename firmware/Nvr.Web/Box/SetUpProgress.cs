using Nvr.Recording.Cameras;
using Nvr.Web.Disks;

namespace Nvr.Web.Box;

/// <summary>
/// How far the first visit is: asked of the box each time, so that every browser sees the same and a visit goes on where the last one ended. Stateless; thread-safe.
/// </summary>
internal sealed class SetUpProgress(FirstVisit visit, BoxBook box, IDiskRoom disks, ICameraDirectory cameras)
{
    public static IReadOnlyList<SetUpStep> Steps { get; } = Enum.GetValues<SetUpStep>();

    public bool IsOver => visit.IsOver;

    /// <summary>The first step that is neither done nor left out; null when the visit is over.</summary>
    public SetUpStep? Next => visit.IsOver ? null : Steps.Cast<SetUpStep?>().FirstOrDefault(s => !IsBehind(s!.Value)) ?? SetUpStep.Sheet;

    /// <summary>
    /// Whether the box itself shows that it is done. Cameras that are there say so to whoever looks at the list, but not that none is missing: somebody has to have seen them
    /// (<see cref="IsBehind"/>).
    /// </summary>
    public bool IsDone(SetUpStep step) => step switch
    {
        SetUpStep.Box => box is { Name: not null, TimeZone: not null },
        SetUpStep.Disks => disks.Read().Volumes.Any(v => v.IsOwn),
        SetUpStep.Cameras => cameras.List().Count > 0,
        _ => visit.IsOver,
    };

    public bool IsBehind(SetUpStep step) => visit.HasPassed(step) || (step != SetUpStep.Cameras && IsDone(step));
}
