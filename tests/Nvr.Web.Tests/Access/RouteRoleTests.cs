using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Web.Access;
using Nvr.Web.OpenApi;
using Xunit;

namespace Nvr.Web.Tests.Access;

/// <summary>What every route has in common, checked by enumerating the routes and not by listing them.</summary>
public sealed class RouteRoleTests : IAsyncLifetime
{
    private TestBox box = null!;
    private HttpClient admin = null!;
    private string seen = "";
    private string hidden = "";

    public async ValueTask InitializeAsync()
    {
        box = await TestBox.StartAsync();
        box.Live.Greeting = (_, _) => null;
        admin = await box.SetUpAsync();
        seen = box.Cameras.Add("Seen").ToString();
        hidden = box.Cameras.Add("Hidden").ToString();
        box.Footage.Spans.Add(new FootageSpan(new UtcRange(box.Now.Plus(-60_000_000), box.Now), 100));
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await box.DisposeAsync();
    }

    [Fact]
    public void Routes_All_DeclareExactlyOneRole()
    {
        foreach (RouteEndpoint route in Routes())
        {
            IReadOnlyList<RouteRole> rules = route.Metadata.GetOrderedMetadata<RouteRole>();
            Assert.True(rules.Count == 1, $"{route} declares {rules.Count} roles");
            Assert.True(rules[0].Role is not null ^ !string.IsNullOrWhiteSpace(rules[0].WhyAnonymous), $"{route} is anonymous without a reason");
        }
    }

    [Fact]
    public void Routes_WithACamera_UseTheGuardedParameter()
    {
        // The places of the page answer all with the same document, whoever asks and whatever the address names.
        foreach (RouteEndpoint route in Routes().Where(r => RoleOf(r) is not null && r.RoutePattern.RawText!.Contains("/cameras/{", StringComparison.Ordinal)))
        {
            Assert.Equal(AccessGate.CameraParameter, route.RoutePattern.Parameters[0].Name);
        }
    }

    [Fact]
    public async Task Routes_WithoutSession_RefuseAllButAnonymousOnes()
    {
        using HttpClient stranger = box.NewClient();
        foreach ((RouteEndpoint route, string method) in Calls())
        {
            HttpStatusCode status = await StatusAsync(stranger, method, route, seen);
            bool isOpen = RoleOf(route) is null;
            Assert.True((status != HttpStatusCode.Unauthorized) == isOpen || IsLogin(route), $"{method} {route.RoutePattern.RawText}: {status}");
        }
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("operator")]
    [InlineData("administrator")]
    public async Task Routes_ForEachRole_RefuseExactlyWhatIsAboveIt(string role)
    {
        using HttpClient keeper = await box.AddUserAsync(admin, "keeper", "administrator");
        using HttpClient client = await box.AddUserAsync(admin, "person", role, seen);
        Role own = Words.RoleOf(role)!.Value;
        foreach ((RouteEndpoint route, string method) in Calls().Where(c => !EndsTheSession(c.Route, c.Method)))
        {
            HttpStatusCode status = await StatusAsync(client, method, route, box.Cameras.Add("C" + Guid.NewGuid()).ToString());
            Role? needed = RoleOf(route);
            bool refused = status == HttpStatusCode.Forbidden;
            Assert.True(refused == (needed is not null && needed > own) || needed is null, $"{role}: {method} {route.RoutePattern.RawText}: {status}");
        }
    }

    [Fact]
    public async Task CameraRoutes_ForAHiddenCamera_AnswerExactlyLikeForAMissingOne()
    {
        using HttpClient viewer = await box.AddUserAsync(admin, "viewer", "viewer", seen);
        string missing = Guid.NewGuid().ToString("N");
        int checkedRoutes = 0;
        foreach ((RouteEndpoint route, string method) in Calls().Where(c => c.Route.RoutePattern.GetParameter("cameraId") is not null))
        {
            (HttpStatusCode hiddenStatus, string hiddenBody) = await AnswerAsync(viewer, method, route, hidden);
            (HttpStatusCode missingStatus, string missingBody) = await AnswerAsync(viewer, method, route, missing);
            Assert.Equal(missingStatus, hiddenStatus);
            Assert.Equal(missingBody, hiddenBody);
            Assert.True(hiddenStatus is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{method} {route.RoutePattern.RawText}: {hiddenStatus}");
            checkedRoutes++;
        }
        Assert.True(checkedRoutes >= 8, $"only {checkedRoutes} camera routes found");
    }

    [Fact]
    public async Task Answers_ToAViewer_NeverNameAHiddenCamera()
    {
        box.Health.Report(new("camera/Hidden", Nvr.Core.Health.HealthLevel.Failure, "Hidden does not answer."));
        box.Health.Report(new("camera/" + hidden + "/main", Nvr.Core.Health.HealthLevel.Failure, "Hidden does not answer."));
        // Two names of which one begins with the other and a stroke.
        box.Cameras.Add("Seen/behind");
        box.Health.Report(new("camera/Seen/behind/main", Nvr.Core.Health.HealthLevel.Failure, "Hidden does not answer."));
        box.Footage.Usage.Add(new CameraUsage(Parse(hidden), Nvr.Core.StreamKind.Main, 5, box.Now, box.Now));
        using HttpClient viewer = await box.AddUserAsync(admin, "viewer", "viewer", seen);
        foreach ((RouteEndpoint route, _) in Calls().Where(c => c.Method == "GET" && c.Route.RoutePattern.GetParameter("cameraId") is null))
        {
            (_, string body) = await AnswerAsync(viewer, "GET", route, seen);
            Assert.DoesNotContain(hidden, body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Hidden does", body, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Contains(seen, await viewer.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    private static Nvr.Core.CameraId Parse(string id) => Nvr.Core.CameraId.TryParse(id, out Nvr.Core.CameraId parsed) ? parsed : throw new ArgumentException(id);

    private static Role? RoleOf(RouteEndpoint route) => route.Metadata.GetMetadata<RouteRole>()!.Role;

    private static bool IsLogin(RouteEndpoint route) => route.RoutePattern.RawText!.TrimStart('/') == "api/v1/sessions";

    // Signing out and deleting would end the session that the next routes of the loop need.
    private static bool EndsTheSession(RouteEndpoint route, string method) =>
        method == "DELETE" && route.RoutePattern.RawText!.EndsWith("/sessions/current", StringComparison.Ordinal);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string method, RouteEndpoint route, string camera) =>
        (await AnswerAsync(client, method, route, camera)).Status;

    private static async Task<(HttpStatusCode Status, string Body)> AnswerAsync(HttpClient client, string method, RouteEndpoint route, string camera)
    {
        string path = OpenApiDocument.PathOf(route)
            .Replace("{cameraId}", camera, StringComparison.Ordinal).Replace("{stream}", "main", StringComparison.Ordinal)
            .Replace("{file}", "0.m4s", StringComparison.Ordinal).Replace("{userId}", "nobody", StringComparison.Ordinal)
            .Replace("{holdId}", "999", StringComparison.Ordinal);
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        request.Content = method is "POST" or "PUT" ? TestBox.Body(new { }) : null;
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        using HttpResponseMessage answer = await client.SendAsync(request, limit.Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(limit.Token));
    }

    private IEnumerable<RouteEndpoint> Routes() => box.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private IEnumerable<(RouteEndpoint Route, string Method)> Calls() =>
        Routes().SelectMany(r => r.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(m => (r, m)));
}
