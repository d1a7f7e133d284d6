using Nvr.Board.Panel;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Disks;

/// <summary>A bay. Immutable.</summary>
/// <param name="Name">As printed on the case.</param>
/// <param name="State"><c>empty</c>, <c>well</c>, <c>unused</c>, <c>rebuilding</c>, <c>worrying</c>, <c>failed</c> or <c>locating</c>, as its light tells it.</param>
/// <param name="Disk">The id of the disk in it; null when it is empty.</param>
public sealed record BayView(string Name, [property: OneOf(typeof(BayState))] string State, string? Disk);
