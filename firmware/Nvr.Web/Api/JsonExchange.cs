using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Nvr.Core;

namespace Nvr.Web.Api;

/// <summary>Reads JSON bodies, with a sentence that names the field when one does not fit, and writes JSON answers.</summary>
internal static class JsonExchange
{
    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> shape)
        where T : class
    {
        if (!http.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException("The body must be JSON (Content-Type: application/json).", StatusCodes.Status415UnsupportedMediaType);
        }
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, shape, http.RequestAborted) ?? throw Invalid("The body is null, but an object is needed.");
        }
        catch (JsonException e)
        {
            throw Invalid(Explain(e, shape));
        }
    }

    public static Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> shape, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(http.Response.Body, value, shape, http.RequestAborted);
    }

    private static string Explain(JsonException e, JsonTypeInfo shape)
    {
        string field = e.Path?.TrimStart('$', '.') ?? "";
        if (field.Length == 0)
        {
            return $"The body is not the JSON object that is needed here (line {e.LineNumber + 1}). Its fields: {Fields(shape)}.";
        }
        bool known = shape.Properties.Any(p => field.StartsWith(p.Name, StringComparison.Ordinal));
        return known ? $"The field '{field}' has a value of the wrong type." : $"There is no field '{field}' here. The fields are {Fields(shape)}.";
    }

    private static string Fields(JsonTypeInfo shape) => string.Join(", ", shape.Properties.Select(p => p.Name));

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
