using Nvr.Web.OpenApi;

namespace Nvr.Web.Cargo;

/// <summary>The last update, and what became of it. Immutable.</summary>
/// <param name="State"><c>waiting</c> for the next start of the box, <c>onTrial</c>, <c>proven</c>, <c>partly</c> (it stays and something does not record), <c>wentBack</c>, <c>lost</c> (it was proven and the system before it runs nevertheless), <c>brokenOff</c>.</param>
/// <param name="From">The version before it.</param>
/// <param name="IsNew">It is told in the health until an administrator has seen it.</param>
public sealed record LastUpdateView(
    [property: OneOf("waiting", "onTrial", "proven", "partly", "wentBack", "lost", "brokenOff")] string State, string From, string To, string Sentence, string? NextStep, bool IsNew)
{
    public const string Waiting = "waiting";
    public const string OnTrial = "onTrial";
    public const string Proven = "proven";
    public const string Partly = "partly";
    public const string WentBack = "wentBack";
    public const string Lost = "lost";
    public const string BrokenOff = "brokenOff";
}
