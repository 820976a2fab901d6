using NamespaceResources;

return await NamespaceResourcesApplication.RunAsync(args);
