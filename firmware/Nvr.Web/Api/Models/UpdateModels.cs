using System.ComponentModel.DataAnnotations;
using Nvr.Web.Cargo;

namespace Nvr.Web.Api.Models;

/// <param name="System">The one that runs, and the last update.</param>
/// <param name="Fetch">The update that is being fetched, or was; null where there is none.</param>
internal sealed record BoxUpdateModel(SystemView System, UpdateFetchView? Fetch);

internal sealed record FetchBody([property: Required] string? Address);
