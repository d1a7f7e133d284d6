using Nvr.Board.Updates;

namespace Nvr.Board.Linux.Updates;

/// <summary>RAUC's service at one moment. Immutable.</summary>
/// <param name="Operation"><c>idle</c> or <c>installing</c>.</param>
/// <param name="LastError">Of the last installation; empty where it went well.</param>
/// <param name="Compatible">The kind of box that its configuration names.</param>
internal sealed record RaucState(string Operation, string LastError, string Compatible, UpdateStep Step)
{
    public bool IsIdle => Operation == "idle";
}
