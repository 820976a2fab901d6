using Aspire.Dashboard;

return await DashboardApplication.RunAsync(args);
