package io.jenkins.plugins.deployer.jenkins.images;

import static io.jenkins.plugins.deployer.jenkins.deploy.AgainScript.quoted;

import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The Pipeline of one run of the generated job: a stage for each image, and in it a step for each service, all at once. */
final class ImagesScript {
    private ImagesScript() {}

    /**
     * @param images the services to deploy by the name that the rules have for the image, each with the image by digest
     * @param troubles sentences that the run is to fail with
     */
    static String of(Map<ImageName, Map<ServiceOnHost, ImageName>> images, List<String> troubles) {
        StringBuilder script = new StringBuilder();
        if (!images.isEmpty()) {
            script.append(images.entrySet().stream()
                    .map(image -> "    " + quoted(image.getKey().toString()) + ": {\n" + stage(image) + "    }")
                    .collect(Collectors.joining(",\n", "parallel(\n", "\n)\n")));
        }
        if (!troubles.isEmpty()) {
            script.append("error ")
                    .append(quoted(String.join("; ", troubles).replaceAll("\\p{Cntrl}+", " ")))
                    .append('\n');
        }
        return script.toString();
    }

    private static String stage(Map.Entry<ImageName, Map<ServiceOnHost, ImageName>> image) {
        String steps = image.getValue().entrySet().stream()
                .map(service -> "                " + quoted(service.getKey().toString()) + ": {\n"
                        + "                    deployDockerService service: "
                        + quoted(service.getKey().name()) + ", host: "
                        + quoted(service.getKey().host()) + ", image: "
                        + quoted(service.getValue().toString()) + "\n                }")
                .collect(Collectors.joining(",\n", "            parallel(\n", "\n            )\n"));
        return "        stage(" + quoted(image.getKey().toString()) + ") {\n" + steps + "        }\n";
    }
}
