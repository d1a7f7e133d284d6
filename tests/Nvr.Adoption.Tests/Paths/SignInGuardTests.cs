using Microsoft.Extensions.Time.Testing;
using Nvr.Adoption.Paths;
using Nvr.Core.Time;

namespace Nvr.Adoption.Tests.Paths;

public sealed class SignInGuardTests
{
    private readonly FakeTimeProvider time = new();
    private readonly SignInGuard guard;

    public SignInGuardTests() => guard = new SignInGuard(new BoxClock(time, Guid.NewGuid()));

    [Fact]
    public void FourthFailure_InTenMinutes_IsNotTried_AndTheWindowSlides()
    {
        for (int i = 0; i < SignInGuard.MaxFailures; i++)
        {
            Assert.True(guard.TryTake("a"));
            time.Advance(TimeSpan.FromMinutes(2));
        }
        Assert.False(guard.TryTake("a"));
        Assert.Equal(TimeSpan.FromMinutes(4), guard.WaitFor("a"));
        Assert.True(guard.TryTake("b"));

        time.Advance(TimeSpan.FromMinutes(4));
        Assert.True(guard.TryTake("a"));
        Assert.False(guard.TryTake("a"));
    }

    [Fact]
    public void Success_ClearsThem_AndATryThatToldNothingIsGivenBack()
    {
        guard.TryTake("a");
        guard.TryTake("a");
        guard.Succeeded("a");
        for (int i = 0; i < 10; i++)
        {
            Assert.True(guard.TryTake("a"));
            guard.GiveBack("a");
        }
        Assert.Equal(TimeSpan.Zero, guard.WaitFor("a"));
    }

    [Fact]
    public async Task ManyAtOnce_GetThreeTriesTogether()
    {
        bool[] taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => guard.TryTake("a"))));

        Assert.Equal(SignInGuard.MaxFailures, taken.Count(t => t));
    }
}
