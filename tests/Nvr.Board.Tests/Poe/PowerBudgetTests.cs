using Nvr.Board.Poe;
using Xunit;

namespace Nvr.Board.Tests.Poe;

/// <summary>Who is shed: every case of three ports, and longer stories with changing watts.</summary>
public sealed class PowerBudgetTests
{
    private const double Budget = 30;

    private static readonly (int Priority, double Watts, bool IsShed, bool IsResting)[] Kinds =
    [
        .. from priority in new[] { 1, 2, 3 }
           from watts in new double[] { 0, 4, 12, 27 }
           from state in new[] { 0, 1, 2 }
           where watts > 0 || state == 0
           select (priority, watts, state > 0, state == 2),
    ];

    [Fact]
    public void LowestPriority_GoesFirst_AndOfEqualsTheHighestPort()
    {
        PowerClaim[] claims = [Claim(0, 2, 10), Claim(1, 1, 10), Claim(2, 2, 10), Claim(3, 3, 10)];

        Assert.Empty(PowerBudget.Shed(40, claims));
        Assert.Equal(["1"], PowerBudget.Shed(39, claims).Order());
        Assert.Equal(["1", "2"], PowerBudget.Shed(29, claims).Order());
        Assert.Equal(["0", "1", "2"], PowerBudget.Shed(19, claims).Order());
    }

    [Fact]
    public void Port_ThatDoesNotFitByItself_CostsNobodyElseTheirs() =>
        Assert.Equal(["0"], PowerBudget.Shed(25, [Claim(0, 3, 26), Claim(1, 1, 12), Claim(2, 1, 12)]));

    [Fact]
    public void Port_ThatWasShed_ComesBackWithAMarginOnly()
    {
        PowerClaim[] claims = [Claim(0, 3, 18), Claim(1, 1, 10) with { IsShed = true }];

        Assert.Equal(["1"], PowerBudget.Shed(31, claims));
        Assert.Empty(PowerBudget.Shed(32, claims));
        Assert.Equal(["1"], PowerBudget.Shed(100, [claims[0], claims[1] with { IsResting = true }]));
    }

    [Fact]
    public void EveryCaseOfThreePorts_KeepsThePromises()
    {
        int cases = 0;
        foreach (var first in Kinds)
        {
            foreach (var second in Kinds)
            {
                foreach (var third in Kinds)
                {
                    Check([Of(0, first), Of(1, second), Of(2, third)]);
                    cases++;
                }
            }
        }
        Assert.Equal(27_000, cases);
    }

    [Fact]
    public void Watts_ThatWaverALittle_SwitchNobodyOnAndOff()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            double[] draws = [.. Enumerable.Range(0, 8).Select(_ => 2 + (random.NextDouble() * 12))];
            int[] priorities = [.. draws.Select(_ => random.Next(1, 4))];
            double[] peaks = [.. draws];
            HashSet<string> shed = [];
            int[] times = new int[draws.Length];
            for (int step = 0; step < 300; step++)
            {
                PowerClaim[] claims =
                [
                    .. draws.Select((d, i) =>
                    {
                        bool isShed = shed.Contains($"{i}");
                        double now = d * (1 + ((random.NextDouble() - 0.5) * 0.08));
                        peaks[i] = isShed ? peaks[i] : Math.Max(peaks[i], now);
                        return Claim(i, priorities[i], isShed ? peaks[i] : now) with { IsShed = isShed };
                    }),
                ];
                IReadOnlySet<string> next = PowerBudget.Shed(50, claims);
                foreach (string fresh in next.Except(shed))
                {
                    times[int.Parse(fresh, System.Globalization.CultureInfo.InvariantCulture)]++;
                }
                shed = [.. next];
            }
            Assert.All(times, t => Assert.InRange(t, 0, 2));
        }
    }

    [Theory]
    [InlineData(null, 15.4)]
    [InlineData(0, 15.4)]
    [InlineData(1, 4.0)]
    [InlineData(2, 7.0)]
    [InlineData(3, 15.4)]
    [InlineData(4, 30.0)]
    [InlineData(8, 90.0)]
    public void Class_HasTheWattsOfTheStandard(int? poeClass, double expected) => Assert.Equal(expected, PowerBudget.WattsOf(poeClass));

    private static void Check(PowerClaim[] claims)
    {
        IReadOnlySet<string> shed = PowerBudget.Shed(Budget, claims);
        PowerClaim[] on = [.. claims.Where(c => !shed.Contains(c.Port))];
        Assert.True(on.Sum(c => c.Watts) <= Budget);
        foreach (PowerClaim claim in claims)
        {
            PowerClaim[] before = [.. claims.Where(c => c.Priority > claim.Priority || (c.Priority == claim.Priority && c.Place < claim.Place))];
            double used = before.Where(on.Contains).Sum(c => c.Watts);
            // Nobody goes without for the sake of one that comes after, nor where it would fit.
            Assert.Equal(shed.Contains(claim.Port), PowerBudget.Shed(Budget, [.. before, claim]).Contains(claim.Port));
            bool mustBeOff = claim.IsResting || used + claim.Watts > (claim.IsShed && used > 0 ? PowerBudget.RoomFor(Budget) : Budget);
            Assert.Equal(mustBeOff, shed.Contains(claim.Port));
        }
        // Done, and asked again with nothing changed, nothing changes.
        PowerClaim[] after = [.. claims.Select(c => c with { IsShed = shed.Contains(c.Port) })];
        Assert.Equal(shed.Order(), PowerBudget.Shed(Budget, after).Order());
    }

    private static PowerClaim Claim(int place, int priority, double watts) => new($"{place}", place, priority, watts, false);

    private static PowerClaim Of(int place, (int Priority, double Watts, bool IsShed, bool IsResting) kind) =>
        Claim(place, kind.Priority, kind.Watts) with { IsShed = kind.IsShed, IsResting = kind.IsResting };
}
