namespace Nvr.Adoption.Events;

/// <summary>What came of a device's messages since it is listened to.</summary>
/// <param name="Received">All of them.</param>
/// <param name="Passed">Handed on.</param>
/// <param name="Repeated">Told what was known: a state again, or the end of what never began.</param>
/// <param name="Dropped">Left out because the device tells too much.</param>
/// <param name="Unplaced">About a source that is no camera of this box.</param>
public readonly record struct EventCounts(long Received, long Passed, long Repeated, long Dropped, long Unplaced);
