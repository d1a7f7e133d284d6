using System.Text.Json.Nodes;
using Xunit;

namespace Nvr.Web.Tests.OpenApi;

/// <summary>
/// Compares every JSON answer of the API, and every body and question that it took, with what the description says of them: whatever a test asks for also proves the description. Fails the request that was answered otherwise.
/// </summary>
internal sealed class DescribedHandler(HttpMessageHandler next) : DelegatingHandler(next)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Sending it disposes of it.
        string? sent = IsJson(request.Content) ? await request.Content!.ReadAsStringAsync(cancellationToken) : null;
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri!.AbsolutePath.StartsWith("/api/v1/", StringComparison.Ordinal) && OperationOf(request) is { } operation)
        {
            string? odd = answer.IsSuccessStatusCode ? QueryShape.FaultOf(request.RequestUri.Query, operation) : null;
            Assert.True(odd is null, $"the question of {request.Method} {request.RequestUri.PathAndQuery}: {odd}");
            if (answer.IsSuccessStatusCode && sent is not null)
            {
                Compare(JsonNode.Parse(sent), operation["requestBody"]?["content"]?["application/json"]?["schema"], $"the body of {request.Method} {request.RequestUri.AbsolutePath}");
            }
            if (IsJson(answer.Content) && request.Method != HttpMethod.Head)
            {
                await answer.Content.LoadIntoBufferAsync(cancellationToken);
                JsonNode? told = operation["responses"]![answer.IsSuccessStatusCode ? ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture) : "default"];
                Assert.True(told is not null, $"{request.Method} {request.RequestUri.AbsolutePath} was answered with {(int)answer.StatusCode}, of which the description knows nothing");
                JsonNode? schema = told["content"]?[answer.Content.Headers.ContentType!.MediaType!]?["schema"];
                Compare(JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)), schema, $"the answer to {request.Method} {request.RequestUri.AbsolutePath}");
            }
        }
        return answer;
    }

    private static bool IsJson(HttpContent? content) => content?.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";

    private static void Compare(JsonNode? json, JsonNode? schema, string what)
    {
        // This document describes itself by its own standard.
        string? fault = schema is null ? null : JsonShape.FaultOf(json, schema, DescriptionFile.Committed);
        Assert.True(fault is null, $"{what}: {fault}");
    }

    private static JsonNode? OperationOf(HttpRequestMessage request)
    {
        string[] asked = request.RequestUri!.AbsolutePath.Split('/');
        return DescriptionFile.Committed["paths"]!.AsObject()
            .Where(p => Fits(asked, p.Key.Split('/')))
            .OrderBy(p => p.Key.Count(c => c == '{'))
            .Select(p => p.Value![request.Method.Method.ToLowerInvariant()])
            .FirstOrDefault(o => o is not null);
    }

    private static bool Fits(string[] asked, string[] described) =>
        asked.Length == described.Length && asked.Zip(described).All(p => p.Second.StartsWith('{') || p.First == p.Second);
}
