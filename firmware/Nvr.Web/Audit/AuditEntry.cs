namespace Nvr.Web.Audit;

/// <summary>One deed of somebody, as it is kept.</summary>
/// <param name="Time">When it was answered, by the box's clock.</param>
/// <param name="User">The name at that time; for a refused sign-in the name that was typed, or an empty text.</param>
/// <param name="Place">The address that it came from.</param>
/// <param name="Deed">In the words of the API's description.</param>
/// <param name="Subject">What it was done to, by its name at that time; empty where there is only one.</param>
/// <param name="Done">False for what was refused.</param>
internal sealed record AuditEntry(DateTimeOffset Time, string User, string Place, string Deed, string Subject, bool Done);
