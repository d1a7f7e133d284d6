using Nvr.Web.OpenApi;

namespace Nvr.Web.Cargo;

/// <summary>The system that runs. Immutable.</summary>
/// <param name="Slot">What the boot loader calls it, such as A; null where it has no choice, or nobody has asked yet.</param>
/// <param name="State"><c>proven</c> (the boot loader was told so), <c>onTrial</c>, <c>starting</c>, or <c>single</c> where there is no other system to go back to.</param>
public sealed record SystemView(string Version, string? Slot, [property: OneOf("proven", "onTrial", "starting", "single")] string State, LastUpdateView? Last)
{
    public const string Proven = "proven";
    public const string OnTrial = "onTrial";
    public const string Starting = "starting";
    public const string Single = "single";
}
