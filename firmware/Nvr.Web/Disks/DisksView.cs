namespace Nvr.Web.Disks;

/// <summary>The disks of the box at one moment. Immutable.</summary>
/// <param name="HasBays">False on a box whose disks are not looked after by this program; all else is empty then.</param>
/// <param name="Trouble">Why they cannot be looked at just now; null when they can.</param>
/// <param name="Bays">In the order of the case.</param>
/// <param name="Disks">All of them, also those in no bay.</param>
/// <param name="Volumes">Of this box first, then foreign arrays.</param>
/// <param name="Plans">Ways to use the blank disks, the recommended one first.</param>
/// <param name="Work">What is being done, or was last; null when nothing was since the start.</param>
/// <param name="AfterErasing">The best that could be made of the blank disks and of those in bays that hold something which nobody here uses; null where there are none of the latter.</param>
public sealed record DisksView(
    bool HasBays, string? Trouble, IReadOnlyList<BayView> Bays, IReadOnlyList<DiskView> Disks, IReadOnlyList<DiskVolumeView> Volumes, IReadOnlyList<PlanView> Plans, WorkView? Work,
    PlanView? AfterErasing = null);
