namespace Nvr.Web.Access;

/// <summary>Who may use a route: at least <paramref name="Role"/>; null with a reason for everybody. Every route carries exactly one.</summary>
internal sealed record RouteRole(Role? Role, string? WhyAnonymous);
