using Nvr.Web.OpenApi;

namespace Nvr.Web.Sticks;

/// <summary>The export that is being written, or was last. Immutable.</summary>
/// <param name="State"><c>running</c>, <c>releasing</c>, <c>safeToRemove</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="Sentence">The same for people.</param>
/// <param name="Done">Of the bytes, 0 to 1.</param>
/// <param name="SecondsLeft">Null while that cannot be told.</param>
/// <param name="Stick">The name of the stick.</param>
/// <param name="Folder">On the stick; null before it was made.</param>
/// <param name="WantedBy">A user's name, or the front panel.</param>
public sealed record StickExportView(
    [property: OneOf("running", "releasing", "safeToRemove", "cancelled", "failed")] string State, string Sentence, string? NextStep, double Done, long? SecondsLeft, long WrittenBytes, long TotalBytes, string? Stick, string? Folder, string WantedBy);
