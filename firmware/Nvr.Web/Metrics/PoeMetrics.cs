using Nvr.Board.Poe;
using Nvr.Power.Keeping;

namespace Nvr.Web.Metrics;

/// <summary>The figures of the PoE ports. Stateless.</summary>
internal static class PoeMetrics
{
    public static void Add(MetricsText text, PowerView view)
    {
        EachMeasured("nvr_poe_watts", "What the port delivers", r => r.Watts);
        EachMeasured("nvr_poe_volts", "Voltage at the port", r => r.Volts);
        EachMeasured("nvr_poe_amperes", "Current through the port", r => r.Milliamps / 1000);
        Each("nvr_poe_enabled", "gauge", "0 where somebody switched the port off", p => p.IsEnabled ? 1 : 0);
        Each("nvr_poe_delivering", "gauge", "1 while the port delivers power", p => p.Port.Power == PoePower.Delivering ? 1 : 0);
        Each("nvr_poe_denied", "gauge", "1 while the port is without power for want of it", p => p.Port.Power == PoePower.Denied ? 1 : 0);
        Each("nvr_poe_fault", "gauge", "1 while the port has a fault", p => p.Port.Power == PoePower.Fault ? 1 : 0);
        Each("nvr_poe_faults_total", "counter", "How often the port had a fault", p => p.Faults);
        Each("nvr_poe_cycles_total", "counter", "How often the port was switched off and on", p => p.Cycles);
        EachSupply("nvr_poe_budget_watts", "What the ports of a supply may draw together", s => s.BudgetWatts);
        EachSupply("nvr_poe_used_watts", "What they draw", s => s.UsedWatts);

        void Each(string name, string type, string help, Func<PortView, double> value)
        {
            text.Family(name, type, help);
            foreach (PortView port in view.Ports)
            {
                text.Sample(name, value(port), ("port", port.Port.Name));
            }
        }

        void EachMeasured(string name, string help, Func<PoeReading, double?> value)
        {
            text.Family(name, "gauge", help);
            foreach (PortView port in view.Ports)
            {
                if (port.Port.Reading is { } reading && value(reading) is { } number)
                {
                    text.Sample(name, number, ("port", port.Port.Name));
                }
            }
        }

        void EachSupply(string name, string help, Func<SupplyView, double?> value)
        {
            text.Family(name, "gauge", help);
            foreach (SupplyView supply in view.Supplies)
            {
                if (value(supply) is { } number)
                {
                    text.Sample(name, number, ("supply", supply.Name));
                }
            }
        }
    }
}
