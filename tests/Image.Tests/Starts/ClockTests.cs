using Vm.Guests;
using Xunit;

namespace Image.Tests.Starts;

/// <summary>A board without a battery, and nobody to ask for the time: the clock goes on from the last known one, not from the year in which the system was made.</summary>
public sealed class ClockTests
{
    private const string Years = "2020-01-01T00:00:00";

    /// <summary>A minute from the start of the box until the time is written down for the first time (nvr-clock.timer), and what a file system may hold back.</summary>
    private static readonly TimeSpan s_written = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Clock_ThatForgotEverything_GoesOnFromTheLastKnownTime()
    {
        await using ImageGuest guest = await ImageGuest.StartAsync(new ImageOptions());
        await guest.WaitForPageAsync();
        DateTimeOffset seen = await TimeAsync(guest);
        await Task.Delay(s_written);
        await guest.TakePowerAsync();

        await guest.GivePowerAsync(Years);
        await guest.WaitForPageAsync();

        Assert.Contains("The clock goes on from the last known time.", guest.ConsoleText, StringComparison.Ordinal);
        Assert.InRange(await TimeAsync(guest), seen, seen + (2 * s_written) + TimeSpan.FromMinutes(10));
    }

    /// <summary>As the page's answers tell it.</summary>
    private static async Task<DateTimeOffset> TimeAsync(ImageGuest guest)
    {
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = new() { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == shown?.Issuer } });
        using HttpResponseMessage answer = await http.GetAsync(new Uri(guest.Page, "api/v1/setup"));
        return answer.Headers.Date!.Value;
    }
}
