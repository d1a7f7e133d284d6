using Microsoft.AspNetCore.Http;
using Nvr.Core;

namespace Nvr.Web.Problems;

/// <summary>The one place where a kind of error becomes an HTTP status and a title.</summary>
internal static class ErrorStatus
{
    public static (int Status, string Title) Of(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidInput => (StatusCodes.Status400BadRequest, "That input cannot be used"),
        ErrorKind.Unauthorised => (StatusCodes.Status401Unauthorized, "Please sign in"),
        ErrorKind.Refused => (StatusCodes.Status403Forbidden, "Not allowed"),
        ErrorKind.NotFound => (StatusCodes.Status404NotFound, "Not found"),
        ErrorKind.Conflict => (StatusCodes.Status409Conflict, "That contradicts the present state"),
        ErrorKind.Outdated => (StatusCodes.Status412PreconditionFailed, "Changed meanwhile"),
        ErrorKind.Unsupported => (StatusCodes.Status422UnprocessableEntity, "That cannot be shown this way"),
        ErrorKind.Protocol => (StatusCodes.Status502BadGateway, "The camera's answer makes no sense"),
        ErrorKind.Exhausted => (StatusCodes.Status503ServiceUnavailable, "No room for more at the moment"),
        ErrorKind.Unreachable => (StatusCodes.Status504GatewayTimeout, "The camera does not answer"),
        ErrorKind.Storage => (StatusCodes.Status500InternalServerError, "The disk has a problem"),
        _ => (StatusCodes.Status500InternalServerError, "Something went wrong"),
    };
}
