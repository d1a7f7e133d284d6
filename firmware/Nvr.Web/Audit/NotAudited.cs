namespace Nvr.Web.Audit;

/// <summary>A route whose requests come by the thousand and change nothing that lasts.</summary>
/// <param name="Why">Told where the route is declared.</param>
internal sealed record NotAudited(string Why);
