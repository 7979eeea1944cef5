package org.sparkqsnn.neuron.qlif;

/**
 * One flat loop over a panel's cells. Called through this interface from the one place below on
 * purpose: with many implementations JDK 17 compiles each by itself. Inlined together they would
 * pass C2's limit of 18,000 nodes (about 60 vector operations), from where it boxes every vector:
 * four to ten times slower.
 */
interface PanelPass {
    void apply(Panel panel);

    static void run(PanelPass[] passes, Panel panel) {
        for (PanelPass pass : passes) pass.apply(panel);
    }
}
