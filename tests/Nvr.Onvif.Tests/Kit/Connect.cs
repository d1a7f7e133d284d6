using Nvr.Core.Time;

namespace Nvr.Onvif.Tests.Kit;

/// <summary>Connecting as the product does, with a bound that only a hang reaches.</summary>
internal static class Connect
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public static BoxClock Clock { get; } = new(TimeProvider.System, Guid.Empty);

    public static Task<OnvifCamera> To(OnvifServer server, string? user = "admin", string? password = "secret", OnvifOptions? options = null) =>
        OnvifCamera.ConnectAsync(new OnvifTarget(server.Url, user, password), options ?? new OnvifOptions { CallTimeout = TimeSpan.FromSeconds(30) }, Clock, CancellationToken.None)
            .WaitAsync(Bound);
}
